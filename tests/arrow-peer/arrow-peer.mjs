// A client of the tunnel that speaks Arrow, made with an independent implementation (apache-arrow). It knows the types of columns by the names
// that the server tells, and makes the schema of batches from them, as clients do.
//
//   node arrow-peer.mjs read TYPES FILE [seconds]     the rows of batches without a schema; TYPES is a JSON array of types. With 'seconds',
//                                                     TIMESTAMP columns are structs of seconds and nanoseconds
//   node arrow-peer.mjs read-stream FILE              {schema, rows} of a stream with its schema
//   node arrow-peer.mjs write TYPES FILE OUT          batches without a schema; FILE is a JSON array of batches, which are arrays of rows
//
// Rows are printed as texts, their values separated by '|': NULL, [elements], [keys]->[values], (seconds, nanoseconds).
import { readFile, writeFile } from 'node:fs/promises'
import * as arrow from 'apache-arrow'

const continuation = 0xffffffff

// ---- types

function parseType(text) {
  let at = 0
  function parse() {
    const name = /^[a-z_0-9]+/.exec(text.slice(at))[0]
    at += name.length
    const numbers = /^\((\d+)(?:,(\d+))?\)/.exec(text.slice(at))
    if (numbers) at += numbers[0].length
    const parts = []
    if (text[at] === '<') {
      while (text[at] !== '>') {
        at++ // '<' or ','
        const field = name === 'struct' ? /^[^:]+/.exec(text.slice(at))[0] : ''
        if (name === 'struct') at += field.length + 1
        parts.push({ field, type: parse() })
      }
      at++
    }
    return { name, numbers: numbers ? [Number(numbers[1]), Number(numbers[2] ?? 0)] : [], parts }
  }
  return parse()
}

const seconds = () => new arrow.Struct([field('sec', new arrow.Int64()), field('nano', new arrow.Int32())])
const field = (name, type, nullable = true) => new arrow.Field(name, type, nullable)

function arrowType(type, times) {
  switch (type.name) {
    case 'boolean': return new arrow.Bool()
    case 'tinyint': return new arrow.Int8()
    case 'smallint': return new arrow.Int16()
    case 'int': return new arrow.Int32()
    case 'bigint': return new arrow.Int64()
    case 'float': return new arrow.Float32()
    case 'double': return new arrow.Float64()
    case 'string': case 'char': case 'varchar': case 'json': return new arrow.Utf8()
    case 'binary': return new arrow.Binary()
    case 'date': return new arrow.DateDay()
    case 'datetime': return new arrow.TimestampMillisecond()
    case 'timestamp': case 'timestamp_ntz': return times === 'seconds' ? seconds() : new arrow.TimestampNanosecond()
    case 'interval_day_time': return seconds()
    case 'interval_year_month': return new arrow.IntervalYearMonth()
    case 'decimal': return new arrow.Decimal(type.numbers[1] ?? 18, type.numbers[0] ?? 38, 128)
    case 'array': return new arrow.List(field('item', arrowType(type.parts[0].type)))
    case 'map': return new arrow.Map_(field('entries', new arrow.Struct([
      field('key', arrowType(type.parts[0].type), false), field('value', arrowType(type.parts[1].type))]), false))
    case 'struct': return new arrow.Struct(type.parts.map(part => field(part.field, arrowType(part.type))))
    default: throw new Error(`no Arrow type for ${type.name}`)
  }
}

function schemaOf(types, times) {
  return new arrow.Schema(types.map((type, index) => field(`c${index}`, arrowType(parseType(type), times))))
}

// ---- reading

const list = values => `[${values.join(',')}]`
const range = (start, end) => Array.from({ length: end - start }, (_, index) => start + index)

function text(vector, row) {
  if (!vector.isValid(row)) return 'NULL'
  const { type, data: [data] } = vector
  if (arrow.DataType.isTimestamp(type)) return type.unit === arrow.TimeUnit.NANOSECOND ? nanos(data.values[row]) : String(data.values[row])
  if (arrow.DataType.isDate(type) || arrow.DataType.isInterval(type)) return String(data.values[row])
  if (arrow.DataType.isDecimal(type)) return decimal(vector.get(row), type.scale)
  if (arrow.DataType.isMap(type)) {
    const entries = new arrow.Vector([data.children[0]])
    const indexes = range(data.valueOffsets[row], data.valueOffsets[row + 1])
    return `${list(indexes.map(index => text(entries.getChildAt(0), index)))}->${list(indexes.map(index => text(entries.getChildAt(1), index)))}`
  }
  if (arrow.DataType.isList(type)) {
    const elements = vector.get(row)
    return list(range(0, elements.length).map(index => text(elements, index)))
  }
  if (arrow.DataType.isStruct(type)) {
    const parts = type.children.map((_, index) => text(vector.getChildAt(index), row))
    return type.children.map(child => child.name).join() === 'sec,nano' ? `(${parts.join(', ')})` : list(parts)
  }
  return scalar(vector.get(row))
}

function scalar(value) {
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (Object.is(value, -0)) return '-0'
  if (value instanceof Uint8Array) return value.includes(255) ? Buffer.from(value).toString('hex').toUpperCase() : Buffer.from(value).toString('utf8')
  return String(value)
}

function nanos(value) {
  const rest = ((value % 1000000000n) + 1000000000n) % 1000000000n
  return `(${(value - rest) / 1000000000n}, ${rest})`
}

function decimal(words, scale) {
  let digits = BigInt.asIntN(128, [...words].reverse().reduce((sum, word) => (sum << 32n) | BigInt(word), 0n))
  const sign = digits < 0n ? '-' : ''
  if (digits < 0n) digits = -digits
  const all = String(digits).padStart(scale + 1, '0')
  return sign + (scale === 0 ? all : `${all.slice(0, -scale)}.${all.slice(-scale)}`)
}

function rowsOf(reader) {
  const rows = []
  for (const batch of reader) {
    const columns = batch.schema.fields.map((_, index) => batch.getChildAt(index))
    for (let row = 0; row < batch.numRows; row++) rows.push(columns.map(column => text(column, row)).join('|'))
  }
  return rows
}

function read(types, batches, times) {
  const head = withoutEnd(new arrow.RecordBatchStreamWriter().writeAll(new arrow.Table(schemaOf(types, times), [])).toUint8Array(true))
  return rowsOf(arrow.RecordBatchReader.from(Buffer.concat([messages(head)[0], batches, end])))
}

function readStream(stream) {
  const reader = arrow.RecordBatchReader.from(stream).open()
  return { schema: reader.schema.fields.map(String), rows: rowsOf(reader) }
}

// ---- writing

function build(type, values) {
  const length = values.length
  const nullCount = values.filter(value => value === null).length
  const nullBitmap = nullCount === 0 ? undefined : bits(values.map(value => value !== null))
  const base = { type, length, nullCount, nullBitmap }
  if (arrow.DataType.isBool(type)) return arrow.makeData({ ...base, data: bits(values) })
  if (arrow.DataType.isDecimal(type)) return arrow.makeData({ ...base, data: new Uint32Array(values.flatMap(value => words(value, type.scale))) })
  if (arrow.DataType.isTimestamp(type)) {
    return arrow.makeData({ ...base, data: BigInt64Array.from(values, value => value === null ? 0n : Array.isArray(value) ? BigInt(value[0]) * 1000000000n + BigInt(value[1]) : BigInt(value)) })
  }
  if (arrow.DataType.isUtf8(type) || arrow.DataType.isBinary(type)) {
    const bytes = values.map(value => value === null ? Buffer.alloc(0) : typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.hex, 'hex'))
    return arrow.makeData({ ...base, valueOffsets: offsets(bytes), data: Buffer.concat(bytes) })
  }
  if (arrow.DataType.isMap(type)) {
    const entries = values.map(value => value === null ? [] : value.keys.map((key, index) => [key, value.values[index]]))
    return arrow.makeData({ ...base, valueOffsets: offsets(entries), child: build(type.children[0].type, entries.flat()) })
  }
  if (arrow.DataType.isList(type)) {
    const lists = values.map(value => value ?? [])
    return arrow.makeData({ ...base, valueOffsets: offsets(lists), child: build(type.children[0].type, lists.flat()) })
  }
  if (arrow.DataType.isStruct(type)) {
    return arrow.makeData({ ...base, children: type.children.map((child, index) => build(child.type, values.map(value => value === null ? null : value[index]))) })
  }
  if (type.ArrayType === BigInt64Array) return arrow.makeData({ ...base, data: BigInt64Array.from(values, value => BigInt(value ?? 0)) })
  return arrow.makeData({ ...base, data: type.ArrayType.from(values, value => Number(value ?? 0)) })
}

function bits(flags) {
  const bytes = new Uint8Array((flags.length + 63 >> 6) << 3)
  flags.forEach((flag, index) => { if (flag) bytes[index >> 3] |= 1 << (index & 7) })
  return bytes
}

function offsets(parts) {
  let at = 0
  return Int32Array.from([0, ...parts.map(part => at += part.length)])
}

function words(value, scale) {
  if (value === null) return [0, 0, 0, 0]
  const [whole, fraction = ''] = value.split('.')
  const digits = BigInt.asUintN(128, BigInt(whole + fraction.padEnd(scale, '0')))
  return [0n, 32n, 64n, 96n].map(shift => Number(digits >> shift & 0xffffffffn))
}

function write(types, batches) {
  const schema = schemaOf(types)
  const recordBatches = batches.map(rows => new arrow.RecordBatch(schema, arrow.makeData({
    type: new arrow.Struct(schema.fields),
    length: rows.length,
    nullCount: 0,
    children: schema.fields.map((column, index) => build(column.type, rows.map(row => row[index])))
  })))
  const writer = new arrow.RecordBatchStreamWriter()
  for (const batch of recordBatches) writer.write(batch)
  writer.finish()
  return Buffer.concat(messages(withoutEnd(writer.toUint8Array(true))).slice(1))
}

// ---- messages

const end = Buffer.from('ffffffff00000000', 'hex')

function withoutEnd(stream) {
  const bytes = Buffer.from(stream)
  return bytes.subarray(-8).equals(end) ? bytes.subarray(0, -8) : bytes
}

// The first message is the schema, which has no body; what follows are the others together.
function messages(stream) {
  if (stream.readUInt32LE(0) !== continuation) throw new Error('a message without its mark')
  const first = 8 + stream.readInt32LE(4)
  return [stream.subarray(0, first), stream.subarray(first)]
}

const [mode, ...parameters] = process.argv.slice(2)
const print = value => process.stdout.write(JSON.stringify(value))
if (mode === 'read') print(read(JSON.parse(parameters[0]), await readFile(parameters[1]), parameters[2]))
else if (mode === 'read-stream') print(readStream(await readFile(parameters[0])))
else await writeFile(parameters[2], write(JSON.parse(parameters[0]), JSON.parse(await readFile(parameters[1], 'utf8'))))
