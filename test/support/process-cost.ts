import fs from 'node:fs';

/** Processor time of a process so far, in ms, in ticks of 10 ms (Linux). */
export function processorMs(pid: number): number {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/** Resident memory now or at its highest, in MB. `ru_maxrss` would count what the parent held when it forked. */
export function processMemory(field: 'VmRSS' | 'VmHWM', pid: number | 'self' = 'self'): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1] ?? 0) / 1024;
}
