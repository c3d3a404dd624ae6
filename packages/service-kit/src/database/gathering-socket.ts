import { Socket } from "node:net";

/**
 * A socket that sends what is written in one turn of the event loop as one: statements that don't wait for each other
 * leave in one packet. Behind TLS it changes nothing.
 */
export class GatheringSocket extends Socket {
  #gathering = false;

  override write(data: Uint8Array | string, done?: (error?: Error | null) => void): boolean;
  override write(
    data: Uint8Array | string,
    encoding?: BufferEncoding,
    done?: (error?: Error | null) => void,
  ): boolean;
  override write(...given: unknown[]): boolean {
    if (!this.#gathering) {
      this.#gathering = true;
      this.cork();
      process.nextTick(() => {
        this.#gathering = false;
        this.uncork();
      });
    }
    return Reflect.apply(super.write, this, given) as boolean;
  }
}
