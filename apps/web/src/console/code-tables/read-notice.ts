import { addDays, isDay } from '@tidu/kernel';

export interface NoticeDay {
  day: string;
  kind: 'holiday' | 'workday';
  name: string;
}

const longest = 40;

/** Reads the lines of a notice: `放假 2027-10-01 至 2027-10-07 国庆节`. What can't be read is named with its line. */
export function readNotice(text: string, year: number): { days: NoticeDay[]; faults: string[] } {
  const days: NoticeDay[] = [];
  const faults: string[] = [];
  text.split(/[\n；;]/).forEach((line, at) => {
    const plain = line.trim();
    if (plain === '') return;
    const match = /^(放假|上班)\s*(\d{4}-\d\d-\d\d)(?:\s*(?:至|到|~|—)\s*(\d{4}-\d\d-\d\d))?\s*(.*)$/.exec(plain);
    const [, word, from = '', until = from, name = ''] = match ?? [];
    const fits =
      isDay(from) && isDay(until) && from <= until && from.startsWith(`${year}-`) && until.startsWith(`${year}-`);
    if (!match || !fits) {
      faults.push(`第 ${at + 1} 行“${plain.slice(0, 30)}”读不懂，或不是 ${year} 年的日期。`);
      return;
    }
    for (let day = from, n = 0; day <= until && n < longest; day = addDays(day, 1), n++) {
      if (days.some((other) => other.day === day)) faults.push(`${day} 写了两次。`);
      else days.push({ day, kind: word === '放假' ? 'holiday' : 'workday', name: name.trim() || (word ?? '') });
    }
  });
  return { days, faults };
}
