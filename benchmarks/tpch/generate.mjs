// node generate.mjs SCALE DIRECTORY
// Writes the eight tables of TPC-H at a scale factor as Parquet files, and DuckDB's own text of the 22 queries (queries.json), into a directory.
// Big scales are made in steps, so that memory stays bounded; a table is then a directory of files.
import { DuckDBInstance } from '@duckdb/node-api';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [scaleText, directory] = process.argv.slice(2);
const scale = Number(scaleText);
if (!(scale > 0) || (scale > 1 && !Number.isInteger(scale)) || !directory) {
  console.error('usage: node generate.mjs SCALE DIRECTORY, where SCALE is below 1 or a whole number');
  process.exit(2);
}

const tables = ['customer', 'lineitem', 'nation', 'orders', 'part', 'partsupp', 'region', 'supplier'];
const sameAtAllScales = ['nation', 'region']; // a step would make a part of them
const steps = Math.max(1, Math.ceil(scale));

for (const table of tables) mkdirSync(join(directory, table), { recursive: true });
await generate('CALL dbgen(sf = 0.01)', sameAtAllScales, 0, async (connection) => {
  const queries = await connection.runAndReadAll('SELECT query FROM tpch_queries() ORDER BY query_nr');
  writeFileSync(join(directory, 'queries.json'), JSON.stringify(queries.getRows().map(([query]) => query)));
});
for (let step = 0; step < steps; step++) {
  const call = steps === 1 ? `CALL dbgen(sf = ${scale})` : `CALL dbgen(sf = ${scale}, children = ${steps}, step = ${step})`;
  await generate(call, tables.filter((table) => !sameAtAllScales.includes(table)), step);
}

/** Generates tables in a database of their own, and writes one file for each of those that are wanted. */
async function generate(call, wanted, step, andThen) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '4GB' });
  const connection = await instance.connect();
  await connection.run(call);
  for (const table of wanted) {
    const file = join(directory, table, `${step}.parquet`).replaceAll("'", "''");
    await connection.run(`COPY ${table} TO '${file}' (FORMAT parquet)`);
  }
  await andThen?.(connection);
  connection.disconnectSync?.();
}
