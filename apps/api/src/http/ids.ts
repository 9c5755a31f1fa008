import type { PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { notFound } from './problem.js';

/** An id in a query or a body. The database knows ids as UUIDs: anything else must not get that far. */
export const idSchema = z.uuid('expected an id, such as 0b2f0f7e-4c1e-4f6e-9a43-1f2d3c4b5a69');

/** Reads the id in a path; what cannot be one is answered as what it is: not there. */
export class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly what: string) {}

  transform(id: string): string {
    if (!idSchema.safeParse(id).success) throw notFound(this.what);
    return id;
  }
}
