/** Compressing by the platform, and decompressing with a limit, of damaged bytes as far as they go. Bytes as text that may stand in an address. */

export async function deflated(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export interface Inflated {
  readonly text: string;
  /** False where the bytes are damaged or cut: the text is then what came before. */
  readonly whole: boolean;
  /** More than so many bytes come out of it: nothing of it is kept. */
  readonly tooLarge: boolean;
}

/** Fed in small pieces, so that what comes out before a damaged place is not lost with it. */
const PIECES = 64;

export async function inflated(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Inflated> {
  const stream = new DecompressionStream('deflate-raw');
  const reader = stream.readable.getReader();
  const feeding = feed(stream.writable.getWriter(), bytes);
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > most) {
        await Promise.allSettled([reader.cancel(), feeding]);
        return { text: '', whole: false, tooLarge: true };
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    await feeding;
    return { text, whole: false, tooLarge: false };
  }
  const whole = await feeding;
  return { text: text + decoder.decode(), whole, tooLarge: false };
}

/** Whether all of it was taken. */
async function feed(writer: WritableStreamDefaultWriter<BufferSource>, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const piece = Math.max(16, Math.ceil(bytes.length / PIECES));
  try {
    for (let from = 0; from < bytes.length; from += piece) await writer.write(bytes.subarray(from, from + piece));
    await writer.close();
    return true;
  } catch {
    return false;
  }
}

export function base64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Of any text of base64url characters; a last one that makes no byte is left out. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const even = text.length % 4 === 1 ? text.slice(0, -1) : text;
  const binary = atob(even.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
