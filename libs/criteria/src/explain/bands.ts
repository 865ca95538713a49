import type { PointsNode } from '../compile/nodes';
import { MET, UNMET } from '../outcome';
import { parsePoints, parseThreshold } from '../threshold';
import { type Case, isOpen } from './checks';
import { COMPARATOR_SIGNS } from './display';
import { distanceTo } from './distance';
import type { BandStep, Distance } from './types';
import { conditionText, measureText, valueText } from './wording';

const POINT = 10_000;
const pointsOf = (text: string): number => parsePoints(text) / POINT;

/** The step of a ladder that holds is the first one known to; while one above it is open, nothing is reached yet. */
function firstReached(steps: { label: string; points: string; outcome: number }[], otherwise: BandStep): BandStep[] {
  const met = steps.findIndex(({ outcome }) => outcome === MET);
  const end = met < 0 ? steps.length : met;
  const open = steps.slice(0, end).some(({ outcome }) => isOpen(outcome));
  const all = [...steps.map(({ label, points }) => ({ label, points: pointsOf(points), reached: false })), otherwise];
  return all.map((step, i) => {
    const waits = i < end && isOpen(steps[i]?.outcome ?? UNMET);
    return { ...step, reached: waits || (i === end && open) ? null : i === end };
  });
}

const REST = (points: string): BandStep => ({ label: '其他', points: pointsOf(points), reached: false });

/** The ladder that the score card draws: each step with its points, and which one the case stands on. */
export function bandsOf(points: PointsNode, at: Case): BandStep[] {
  at.run(points);
  const { source } = points;
  const settled = points.min === points.max && points.open === MET;
  const only = (label: string, text: string): BandStep => {
    const own = parsePoints(text);
    return { label, points: own / POINT, reached: settled ? own === points.min : null };
  };
  switch (source.kind) {
    case 'bands': {
      const steps = source.bands.map((band) => {
        const label = band.bounds.map(({ comparator, text }) => `${COMPARATOR_SIGNS[comparator]} ${text}`).join(' 且 ');
        return only(label, band.points);
      });
      return onlyFirst([...steps, { ...only('其他', source.otherwise) }]);
    }
    case 'byValue':
      return Object.entries(source.points).map(([value, text]) => {
        const step = only(valueText(source.fact, value, at.dictionary), text);
        return step.reached ? { ...step, reached: at.valueOf(source.fact) === value } : step;
      });
    case 'ladder':
      return firstReached(
        source.rungs.map((rung, i) => ({
          label: conditionText(rung.when, at.dictionary),
          points: rung.points,
          outcome: points.conditions[i]?.run() ?? UNMET,
        })),
        REST(source.otherwise),
      );
    case 'count':
      return source.of.map((condition, i) => {
        const outcome = points.conditions[i]?.run() ?? UNMET;
        const label = conditionText(condition, at.dictionary);
        return { label, points: pointsOf(source.each), reached: isOpen(outcome) ? null : outcome === MET };
      });
    case 'betterOf':
      return points.options.flatMap((option) => {
        const name = 'measure' in option.source ? `${measureText(option.source.measure, at.dictionary)} ` : '';
        return bandsOf(option, at).map((step) => ({ ...step, label: `${name}${step.label}` }));
      });
    case 'perFull':
      return [
        { label: `每满 ${source.every}，最多 ${source.atMost} 分`, points: pointsOf(source.points), reached: null },
      ];
    case 'benchmark': {
      const cap = source.atMost === null ? '' : `，最多 ${source.atMost} 分`;
      return [{ label: `达到 ${source.benchmark}，其余按比例${cap}`, points: pointsOf(source.weight), reached: null }];
    }
    case 'minMax': {
      const label = `同批最低的得权重的 ${source.from}%，最高的得 ${source.to}%，其余按比例`;
      return [{ label, points: pointsOf(source.weight), reached: null }];
    }
    case 'asPoints':
      return [];
  }
}

/** Two bands may give the same points; the value stands on the first that fits. */
function onlyFirst(steps: BandStep[]): BandStep[] {
  const first = steps.findIndex((step) => step.reached === true);
  return steps.map((step, i) => (step.reached === true && i !== first ? { ...step, reached: false } : step));
}

/** How far the value is from the next better band, where that is simple to say. */
export function nextBand(points: PointsNode, at: Case): Distance | null {
  const { source, measure } = points;
  if (source.kind !== 'bands' || !measure || measure.load() !== MET) return null;
  const better = source.bands
    .filter((band) => parsePoints(band.points) > points.max && band.bounds.length === 1)
    .sort((a, b) => parsePoints(a.points) - parsePoints(b.points))[0];
  const bound = better?.bounds[0];
  if (!better || !bound) return null;
  const threshold = measure.threshold(parseThreshold(bound.text, measure.shape));
  const distance = distanceTo(measure, bound.comparator, threshold, at.exactOf, at.dictionary);
  return distance && { ...distance, text: `${distance.text}，可得 ${better.points} 分` };
}
