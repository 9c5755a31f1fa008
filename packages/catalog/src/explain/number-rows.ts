/** Lists of small numbers as two texts: how long each is, and their numbers one after the other, as 16 bits in base64. */
export interface PackedRows {
  lengths: string;
  values: string;
}

/** Packs lists of numbers below 65,536. */
export function packRows(rows: readonly (readonly number[])[]): PackedRows {
  return { lengths: packed(rows.map(({ length }) => length)), values: packed(rows.flat()) };
}

/** Lists of numbers in two arrays: tens of thousands of lists of their own would take many times the memory. */
export class NumberRows {
  readonly length: number;
  private readonly starts: Uint32Array;
  private readonly values: Uint16Array;

  constructor({ lengths, values }: PackedRows) {
    const each = unpacked(lengths);
    this.length = each.length;
    this.starts = new Uint32Array(each.length + 1);
    each.forEach((length, place) => {
      this.starts[place + 1] = (this.starts[place] ?? 0) + length;
    });
    this.values = unpacked(values);
  }

  row(place: number): Uint16Array {
    return this.values.subarray(this.starts[place], this.starts[place + 1]);
  }
}

function packed(numbers: readonly number[]): string {
  const tooLarge = numbers.find((number) => number >= 2 ** 16);
  if (tooLarge !== undefined) throw new Error(`${tooLarge} takes more than 16 bits`);
  const signs = numbers.map((number) => String.fromCharCode(number & 0xff, number >> 8));
  return btoa(signs.join(''));
}

function unpacked(base64: string): Uint16Array {
  const binary = atob(base64);
  const numbers = new Uint16Array(binary.length / 2);
  for (let place = 0; place < numbers.length; place += 1) {
    numbers[place] = binary.charCodeAt(2 * place) | (binary.charCodeAt(2 * place + 1) << 8);
  }
  return numbers;
}
