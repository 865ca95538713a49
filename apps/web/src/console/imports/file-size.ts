const steps = ['B', 'KB', 'MB', 'GB'];

/** A file's size as people say it: `640 B`, `128 KB`, `1.5 MB`. */
export function formatFileSize(bytes: number): string {
  let size = bytes;
  let step = 0;
  while (size >= 1024 && step < steps.length - 1) {
    size /= 1024;
    step += 1;
  }
  return `${step < 2 ? Math.round(size) : size.toFixed(1)} ${steps[step] ?? 'B'}`;
}
