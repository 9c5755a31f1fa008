/** The file cannot be read as it is; the message says why. */
export class UnreadableFile extends Error {}

/**
 * The bytes of a file, with gzip taken off, and UTF-16 (as PowerShell writes) turned into UTF-8. `onRead` hears of
 * bytes as they come from the disk. Throws {@link UnreadableFile} where the gzip data is broken, or for other archives.
 */
export async function* openFile(
  file: File,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const mark = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (startsWith(mark, [0x50, 0x4b, 0x03, 0x04])) {
    throw new UnreadableFile('This is a zip archive. Unpack it, and upload what is in it.');
  }
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        onRead(chunk.length);
        controller.enqueue(chunk);
      },
    }),
  );
  if (startsWith(mark, [0x1f, 0x8b])) yield* unpacked(counted);
  else if (startsWith(mark, [0xff, 0xfe])) yield* chunksOf(toUtf8(counted, 'utf-16le'));
  else if (startsWith(mark, [0xfe, 0xff])) yield* chunksOf(toUtf8(counted, 'utf-16be'));
  else yield* chunksOf(counted);
}

async function* unpacked(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  try {
    yield* chunksOf(stream.pipeThrough(new DecompressionStream('gzip')));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnreadableFile('Its gzip data is broken, or ends too early. What came before that was sent.');
  }
}

function toUtf8(stream: ReadableStream<Uint8Array<ArrayBuffer>>, encoding: string) {
  return stream.pipeThrough(new TextDecoderStream(encoding)).pipeThrough(new TextEncoderStream());
}

/** By hand, since Safari cannot iterate over a stream. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // The stream may have failed already, and that is what is told; ending it is all that is left to do.
    await reader.cancel().catch(() => undefined);
  }
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}
