import { Injectable } from '@nestjs/common';
import { chooseStandard, type FactDefinition, type Purpose, questionsOf } from '@tidu/criteria';
import { isFigure } from '@tidu/figures';
import type { Day } from '@tidu/kernel';
import { type PublishedStandard, StandardsService } from '@tidu/scoring';
import { type Asked, askedOf } from '../declaration/read-draft';

/** A figure that is asked, and what asks for it. */
export interface UpdateQuestion extends Asked {
  clauses: { standardName: string; label: string; article: string }[];
}

/** What an update asks: the figures of the year that the standards of the titles need. */
export interface UpdateQuestions {
  questions: UpdateQuestion[];
  /** Said of titles whose standard is none or several. */
  notes: string[];
}

/** Questions of a yearly update (年度更新的问题), by the standards a renewal of the titles would be judged by. */
@Injectable()
export class UpdateQuestionsService {
  constructor(private readonly standards: StandardsService) {}

  /** Each figure once, in the order of the standards; asked before a transaction begins. */
  async of(titles: readonly string[], region: string, date: Day): Promise<UpdateQuestions> {
    const active = await this.standards.active();
    const [found, notes] = [new Map<string, UpdateQuestion>(), [] as string[]];
    for (const title of new Set(titles)) {
      const { standard, purpose, explanation } = standardOf(active, { title, region, date });
      if (!standard) notes.push(explanation);
      else for (const one of figuresOf(standard, purpose)) merge(found, one);
    }
    return { questions: [...found.values()], notes };
  }
}

/** The standard of renewals; where only first applications have one, that. */
function standardOf(active: readonly PublishedStandard[], occasion: { title: string; region: string; date: Day }) {
  const documents = active.map(({ evaluator }) => evaluator.release.document);
  const renewal = chooseStandard(documents, { ...occasion, purpose: 'renewal' });
  const purpose: Purpose = renewal.id === null ? 'application' : 'renewal';
  const { id } = renewal.id === null ? chooseStandard(documents, { ...occasion, purpose }) : renewal;
  return { standard: active.find(({ standardId }) => standardId === id), purpose, explanation: renewal.explanation };
}

function figuresOf({ evaluator, name }: PublishedStandard, purpose: Purpose): UpdateQuestion[] {
  const clauses = new Map(
    questionsOf(evaluator, purpose).flatMap(({ questions }) =>
      questions.map(
        (one) =>
          [one.fact.code, one.clauses.map(({ label, article }) => ({ standardName: name, label, article }))] as const,
      ),
    ),
  );
  return askedOf(evaluator, purpose)
    .filter(({ fact, by }) => by === 'enterprise' && isOfYear(fact))
    .map((one) => ({ ...one, clauses: clauses.get(one.fact.code) ?? [] }));
}

/** A figure of the year itself, that somebody has to state: those of earlier years were asked for then. */
const isOfYear = (fact: FactDefinition) =>
  isFigure(fact) &&
  fact.origin === 'entered' &&
  (fact.type === 'money' || fact.type === 'integer' || fact.type === 'decimal');

function merge(found: Map<string, UpdateQuestion>, one: UpdateQuestion): void {
  const there = found.get(one.fact.code);
  if (there) there.clauses.push(...one.clauses);
  else found.set(one.fact.code, one);
}
