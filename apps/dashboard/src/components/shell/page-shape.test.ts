import { expect, test } from 'vitest';
import { shapeOf } from './page-shape';

test.each([
  ['/', 'overview'],
  ['/errors', 'list'],
  ['/errors/entra/50126', 'detail'],
  ['/people/ada%40example.com', 'detail'],
  ['/settings/overrides', 'list'],
] as const)('%s looks like %s', (path, shape) => {
  expect(shapeOf(path)).toBe(shape);
});
