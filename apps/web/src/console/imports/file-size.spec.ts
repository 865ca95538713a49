import { formatFileSize } from './file-size';

it.each([
  [0, '0 B'],
  [640, '640 B'],
  [131072, '128 KB'],
  [1572864, '1.5 MB'],
  [5 * 1024 ** 3, '5.0 GB'],
])('%i bytes are %s', (bytes, words) => {
  expect(formatFileSize(bytes)).toBe(words);
});
