// Reads the events of a topic and writes one record to another:
//   node client.js <bootstrap> <registry> <topic to read> <how many> <topic to write>
// What was read goes to standard output, one JSON object a line.
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import kafkajs from 'kafkajs';

const { Kafka, logLevel } = kafkajs;

const [bootstrap, registryUrl, readTopic, count, writeTopic] = process.argv.slice(2);

const kafka = new Kafka({ brokers: [bootstrap], clientId: 'foreign', logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host: registryUrl });

async function read() {
  const consumer = kafka.consumer({ groupId: 'foreign-reader' });
  await consumer.connect();
  await consumer.subscribe({ topics: [readTopic], fromBeginning: true });
  let left = Number(count);
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, (event) => reject(event.payload.error));
    consumer.run({
      eachMessage: async ({ message }) => {
        const value = await registry.decode(message.value);
        console.log(JSON.stringify({ key: message.key.toString(), value }));
        left -= 1;
        if (left === 0) resolve();
      },
    });
  });
  await consumer.disconnect();
}

async function write() {
  const schema = {
    type: 'record',
    name: 'Greeting',
    namespace: 'foreign',
    fields: [
      { name: 'text', type: 'string' },
      { name: 'times', type: 'long' },
      { name: 'tags', type: { type: 'array', items: 'string' } },
    ],
  };
  const { id } = await registry.register({ type: SchemaType.AVRO, schema: JSON.stringify(schema) });
  const value = await registry.encode(id, { text: 'grüß dich', times: 3, tags: ['a', 'b'] });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: writeTopic, messages: [{ key: 'greeting', value }] });
  await producer.disconnect();
}

await read();
await write();
