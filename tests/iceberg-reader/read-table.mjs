// Reads an Iceberg table, or the declaration of a Parquet file, with independent implementations (icebird, hyparquet) and prints JSON.
//
//   node read-table.mjs METADATA.JSON           the rows of the current snapshot, in the order of its files
//   node read-table.mjs --files METADATA.JSON   its live data files
//   node read-table.mjs --schema FILE.PARQUET   the columns that a Parquet file declares, and its number of rows
//
// Integers beyond 53 bits are printed as text, times as ISO 8601, bytes in hexadecimal.
import { readFile } from 'node:fs/promises'
import { parquetMetadata } from 'hyparquet'
import { icebergManifests, icebergRead } from 'icebird'

// The readers fetch URLs; those of local files are answered here. Paths in them are not percent-encoded.
const fetchRemote = globalThis.fetch
globalThis.fetch = async (url, init) => {
  if (!String(url).startsWith('file://')) return fetchRemote(url, init)
  const content = await readFile(String(url).slice('file://'.length))
  const range = /^bytes=(\d+)-(\d*)$/.exec(new Headers(init?.headers).get('Range') ?? '')
  if (!range) return new Response(content)
  const end = range[2] === '' ? content.length : Number(range[2]) + 1
  return new Response(content.subarray(Number(range[1]), end), { status: 206 })
}

function printable(_, value) {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  return value
}

async function liveFiles(metadata) {
  const manifests = await icebergManifests(metadata)
  return manifests.flatMap(manifest => manifest.entries).filter(entry => entry.status !== 2)
}

async function rows(metadata) {
  // icebird refuses a snapshot without files instead of reading no rows.
  if (metadata['current-snapshot-id'] === undefined || (await liveFiles(metadata)).length === 0) return []
  return icebergRead({ tableUrl: metadata.location, metadata })
}

async function declaredColumns(path) {
  const content = await readFile(path)
  const { schema, num_rows } = parquetMetadata(content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength))
  return { rows: num_rows, columns: schema.slice(1) }
}

async function run([mode, path]) {
  if (path === undefined) [mode, path] = ['--rows', mode]
  if (mode === '--schema') return declaredColumns(path)
  const metadata = JSON.parse(await readFile(path, 'utf8'))
  return mode === '--files' ? liveFiles(metadata) : rows(metadata)
}

process.stdout.write(JSON.stringify(await run(process.argv.slice(2)), printable))
