// The console: everything on it comes from the public API, and every text is set as text.
const EVENTS_SHOWN = 12;
const REFRESH_MS = 1000;
const LOW = 10;

const $ = (id) => document.getElementById(id);

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const row = (...cells) =>
  element('tr', {}, ...cells.map((cell) => (cell instanceof HTMLElement && cell.tagName === 'TD' ? cell : element('td', {}, cell))));
const number = (value, more = '') => element('td', { className: `number ${more}` }, String(value));
const time = (at) => element('time', { dateTime: at, title: at }, new Date(at).toLocaleTimeString());

function money(minor, currency) {
  if (!currency) return '–';
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
}

async function read(path) {
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? body.title);
  return { body, headers: response.headers };
}

const nextPage = (headers) => headers.get('Link')?.match(/<([^>]+)>; rel="next"/)?.[1];

// Orders, page by page.
let more;

function firstPage() {
  const query = new URLSearchParams({ limit: '25' });
  for (const [name, value] of new FormData($('filter'))) if (value) query.set(name, value);
  return `/v1/orders?${query}`;
}

function orderRow(order) {
  const open = element('button', { className: 'link', type: 'button', onclick: () => show(order.orderId) }, order.orderId.slice(0, 8));
  return row(
    open,
    order.customerId,
    element('span', { className: `status ${order.status}` }, order.status.toLowerCase()),
    number(money(order.totalMinor, order.currency)),
    time(order.placedAt),
  );
}

async function orders(path, keep) {
  const { body, headers } = await read(path);
  const rows = body.items.map(orderRow);
  if (keep) $('orders').append(...rows);
  else $('orders').replaceChildren(...rows);
  more = nextPage(headers);
  $('more').hidden = !more;
}

// One order, and what happened to it.
let shown;

async function show(id) {
  const [{ body: order }, { body: events }] = await Promise.all([read(`/v1/orders/${id}`), read(`/v1/orders/${id}/events`)]);
  shown = order;
  $('order-title').textContent = order.orderId;
  $('order-facts').textContent =
    `${order.customerId} · ${order.status.toLowerCase()}${order.reason ? ` (${order.reason})` : ''} · ${money(order.totalMinor, order.currency)}`;
  $('order-lines').replaceChildren(
    ...order.lines.map((line) =>
      row(line.sku, number(line.quantity), number(money(line.unitPriceMinor, order.currency)), line.reserved ? 'yes' : 'no')),
  );
  $('order-events').replaceChildren(
    ...events.items.map((event) => row(number(event.version), event.type, time(event.at), `${event.topic}-${event.partition}@${event.offset}`)),
  );
  $('order-problem').textContent = '';
  $('cancel').hidden = !['PLACED', 'RESERVED', 'PAID'].includes(order.status);
  if (!$('order').open) $('order').showModal();
}

async function cancel() {
  const response = await fetch(`/v1/orders/${shown.orderId}/cancel`, {
    method: 'POST',
    headers: { 'Idempotency-Key': crypto.randomUUID(), 'If-Match': `"${shown.version}"`, Prefer: 'wait=10' },
    body: JSON.stringify({ reason: 'cancelled on the console' }),
  });
  if (response.ok) return show(shown.orderId);
  const problem = await response.json();
  $('order-problem').textContent = problem.detail ?? problem.title ?? 'not known yet, look again';
}

async function stock() {
  const { body } = await read('/v1/stock?limit=100');
  $('stock').replaceChildren(
    ...body.items.map((level) =>
      row(
        level.name || level.sku,
        number(money(level.priceMinor, level.currency)),
        number(level.available, level.available < LOW ? 'low' : ''),
        number(level.reserved),
        number(level.shipped),
      )),
  );
}

async function revenue() {
  const from = new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10);
  const { body } = await read(`/v1/revenue?from=${from}`);
  $('revenue').replaceChildren(
    ...body.items.map((day) =>
      row(
        day.day,
        number(day.orders),
        number(money(day.invoicedMinor, day.currency)),
        number(money(day.capturedMinor, day.currency)),
        number(money(day.refundedMinor, day.currency)),
      )),
  );
}

// What was read is read again when something has happened, once a second at most.
let refreshing = false;
let again = false;

async function refresh() {
  if (refreshing) {
    again = true;
    return;
  }
  refreshing = true;
  try {
    await Promise.all([orders(firstPage(), false), stock(), revenue()]);
    live('live');
  } catch (problem) {
    live(problem.message);
  }
  setTimeout(() => {
    refreshing = false;
    if (again) {
      again = false;
      refresh();
    }
  }, REFRESH_MS);
}

function live(text) {
  $('live').textContent = text;
}

function happened(message) {
  const event = JSON.parse(message.data);
  const what = element('span', {}, event.type);
  const whom = event.topic === 'orders.events'
    ? element('button', { className: 'link', type: 'button', onclick: () => show(event.aggregateId) }, event.aggregateId.slice(0, 8))
    : element('span', { className: 'quiet' }, event.aggregateId);
  $('events').prepend(element('li', {}, time(event.at), what, whom));
  while ($('events').children.length > EVENTS_SHOWN) $('events').lastElementChild.remove();
  refresh();
}

// The browser comes back by itself, with the id of the last event.
function follow() {
  const source = new EventSource('/v1/stream');
  source.onmessage = happened;
  source.onopen = () => live('live');
  source.onerror = () => live('not connected, trying again');
}

const STATUSES = ['PLACED', 'RESERVED', 'PAID', 'SHIPPED', 'DELIVERED', 'REJECTED', 'CANCELLED', 'RETURNED'];

$('filter').status.append(...STATUSES.map((status) => element('option', { value: status }, status.toLowerCase())));
$('filter').addEventListener('input', refresh);
$('filter').addEventListener('submit', (event) => event.preventDefault());
$('more').addEventListener('click', () => orders(more, true));
$('cancel').addEventListener('click', cancel);

refresh();
follow();
