// Prints one line for each channel and operation it has read, and every complaint; ends with 1 when there is one.
const fs = require('fs');
const { Parser } = require('@asyncapi/parser');
const { AvroSchemaParser } = require('@asyncapi/avro-schema-parser');

async function main() {
  const parser = new Parser();
  parser.registerSchemaParser(AvroSchemaParser());
  const { document, diagnostics } = await parser.parse(fs.readFileSync(process.argv[2], 'utf8'));
  const complaints = diagnostics.filter((one) => one.severity <= 1);
  complaints.forEach((one) => console.log(`complaint ${one.code} ${one.path.join('/')} ${one.message}`));
  if (!document || complaints.length > 0) {
    process.exit(1);
  }
  document.channels().all().forEach((channel) => console.log(`channel ${channel.address()}`));
  document.operations().all().forEach((one) => console.log(`operation ${one.id()}`));
  document.messages().all().forEach((one) => console.log(`message ${one.id()} ${one.payload() ? one.payload().type() : '-'}`));
}

main();
