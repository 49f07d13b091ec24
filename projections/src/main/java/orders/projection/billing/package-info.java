/// What customers owe and paid: invoices, accounts, revenue.
package orders.projection.billing;
