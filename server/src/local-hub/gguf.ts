/** `gguf` of the model info. */
export interface GgufFacts {
  readonly total: number;
  readonly architecture?: string;
  readonly context_length?: number;
  readonly chat_template?: string;
}

/** Bytes of the fixed-size value types, by type number. Source: the GGUF specification. */
const SIZES: Readonly<Record<number, number>> = {
  0: 1, // uint8
  1: 1, // int8
  2: 2, // uint16
  3: 2, // int16
  4: 4, // uint32
  5: 4, // int32
  6: 4, // float32
  7: 1, // bool
  10: 8, // uint64
  11: 8, // int64
  12: 8, // float64
};
const STRING = 8;
const ARRAY = 9;

/** Header of a GGUF file (versions 2 and 3); null when it is none. */
export const readGguf = (bytes: Buffer): GgufFacts | null => {
  if (bytes.length < 24 || bytes.toString('latin1', 0, 4) !== 'GGUF') return null;
  let at = 8;
  const u32 = (): number => bytes.readUInt32LE((at += 4) - 4);
  const u64 = (): number => Number(bytes.readBigUInt64LE((at += 8) - 8));
  const string = (): string => {
    const length = u64();
    return bytes.toString('utf8', at, (at += length));
  };
  const value = (type: number): unknown => {
    if (type === STRING) return string();
    if (type === ARRAY) {
      const each = u32();
      const count = u64();
      for (let index = 0; index < count; index += 1) value(each);
      return null;
    }
    const size = SIZES[type];
    if (size === undefined) throw new RangeError(`GGUF value type ${String(type)}`);
    at += size;
    return type === 4
      ? bytes.readUInt32LE(at - 4)
      : type === 10
        ? Number(bytes.readBigUInt64LE(at - 8))
        : null;
  };

  const tensors = u64();
  const pairs = u64();
  const metadata = new Map<string, unknown>();
  for (let index = 0; index < pairs; index += 1) {
    const key = string();
    metadata.set(key, value(u32()));
  }
  let total = 0;
  for (let index = 0; index < tensors; index += 1) {
    string();
    const dimensions = u32();
    let values = 1;
    for (let dimension = 0; dimension < dimensions; dimension += 1) values *= u64();
    at += 12; // type and offset
    total += values;
  }
  const architecture = metadata.get('general.architecture');
  const context =
    typeof architecture === 'string' ? metadata.get(`${architecture}.context_length`) : undefined;
  const template = metadata.get('tokenizer.chat_template');
  return {
    total,
    ...(typeof architecture === 'string' ? { architecture } : {}),
    ...(typeof context === 'number' ? { context_length: context } : {}),
    ...(typeof template === 'string' ? { chat_template: template } : {}),
  };
};
