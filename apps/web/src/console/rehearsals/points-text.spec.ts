import { pointsText } from './points-text';

describe('pointsText', () => {
  it('shows settled points as one number, open ones as an interval', () => {
    expect(pointsText({ min: 58, max: 58 })).toBe('58');
    expect(pointsText({ min: 58, max: 73.5 })).toBe('58–73.5');
  });

  it('never shows none as nothing', () => {
    expect(pointsText(null)).toBe('不打分');
  });
});
