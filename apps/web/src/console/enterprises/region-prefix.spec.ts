import { regionPrefix } from './region-prefix';

it.each([
  ['410000', '41'],
  ['410300', '4103'],
  ['410305', '410305'],
  ['110100', '1101'],
  ['4103', '4103'],
  ['41', '41'],
])('all divisions of %s begin with %s', (code, prefix) => {
  expect(regionPrefix(code)).toBe(prefix);
});
