import { Injectable } from '@nestjs/common';
import { Database, systemActor } from '@tidu/platform';
import type { SoundClass } from './seed-readings';

const firstLetter = 0xe000;
/** Letters a–z are 1–26, digits 27–36: what a name says in them sounds like itself. */
const plainCode = (letter: string) => '-abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(letter);
/** Nearly every name has these pairs; the index has none of them (see the trigger). */
export const commonPairs = ['有限', '限公', '公司'];
/** What stands between the letters of a name without a sound; the trigger leaves the same out. */
const silent = /[ ()[\]<>《》〈〉【】·・.,，。、:：;；/|&+_'"“”‘’\-—]/g;

/** Readings of Chinese letters (读音), as the index knows them. */
export class Sounds {
  /** Tokens the index leaves out. */
  readonly common: ReadonlySet<number>;
  private readonly byLetter = new Map<string, number>();
  private readonly whole = new Map<string, number[]>();
  private readonly begun = new Map<string, number[]>();
  private readonly longest: number;

  constructor(classes: readonly SoundClass[]) {
    for (const { code, readings, letters } of classes) {
      for (const letter of letters) this.byLetter.set(letter, code);
      for (const reading of readings) this.add(this.whole, reading, code);
      const starts = readings.flatMap((reading) => [...reading].map((_, i) => reading.slice(0, i + 1)));
      for (const start of new Set(starts)) this.add(this.begun, start, code);
    }
    for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789') {
      if (this.whole.has(letter)) this.add(this.whole, letter, plainCode(letter));
      this.add(this.begun, letter, plainCode(letter));
    }
    this.longest = Math.max(0, ...[...this.whole.keys()].map((reading) => reading.length));
    const sound = (letter = '') => this.byLetter.get(letter) ?? 0;
    const initial = (letter = '') => classes.find(({ code }) => code === sound(letter))?.readings[0] ?? ' ';
    this.common = new Set(
      commonPairs.flatMap(([one, other]) => [
        this.pair(sound(one), sound(other)),
        this.initialPair(initial(one), initial(other)),
      ]),
    );
  }

  get empty(): boolean {
    return this.byLetter.size === 0;
  }

  /** Codes with this very reading. */
  read(syllable: string): readonly number[] {
    return this.whole.get(syllable) ?? [];
  }

  /** Codes with a reading that begins so. */
  begin(start: string): readonly number[] {
    return this.begun.get(start) ?? [];
  }

  /** Whole syllables with which the text begins, the longest first. */
  syllablesAt(text: string): string[] {
    const lengths = Array.from({ length: Math.min(this.longest, text.length) }, (_, i) => i + 1).reverse();
    return lengths.map((length) => text.slice(0, length)).filter((start) => this.whole.has(start));
  }

  /** As `sound_token()` of the database. */
  pair(one: number, other: number): number {
    return -20_000_000 - one * 4096 - other;
  }

  /** As `initial_token()` of the database, of two readings or beginnings. */
  initialPair(one: string, other: string): number {
    return -10_000_000 - plainCode(one.charAt(0)) * 64 - plainCode(other.charAt(0));
  }

  /** The codes as one place of a pattern over the column `sound`. */
  letters(codes: readonly number[]): string {
    return `[${codes.map((code) => String.fromCharCode(firstLetter + code)).join('')}]`;
  }

  /** A name as the column `sound` holds it. */
  soundOf(name: string): string {
    const code = (letter: string) => Math.max(0, this.byLetter.get(letter) ?? plainCode(letter));
    const letters = [
      ...name
        .toLowerCase()
        .replace(/[（）\u3000]/g, '')
        .replace(silent, ''),
    ];
    return letters
      .map((letter) => (code(letter) === 0 ? ' ' : String.fromCharCode(firstLetter + code(letter))))
      .join('');
  }

  private add(index: Map<string, number[]>, key: string, code: number): void {
    const codes = index.get(key);
    if (codes) codes.push(code);
    else index.set(key, [code]);
  }
}

const keptMs = 60_000;

/** The readings in memory, read again after a minute: they change with a new seed only. */
@Injectable()
export class SoundsService {
  private kept: { until: number; sounds: Promise<Sounds> } | null = null;

  constructor(private readonly database: Database) {}

  sounds(): Promise<Sounds> {
    if (this.kept && this.kept.until > Date.now()) return this.kept.sounds;
    const sounds = this.database.read(systemActor, async (tx) => {
      return new Sounds(await tx.rows<SoundClass>('select code, readings, letters from letter_sound order by code'));
    });
    this.kept = { until: Date.now() + keptMs, sounds };
    sounds.catch(() => (this.kept = null)); // a failure must not be kept
    return sounds;
  }
}
