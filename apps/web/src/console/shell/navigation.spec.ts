import { allPages, navigation, placeOf } from './navigation';

describe('the navigation', () => {
  it('has at most seven entries, and every page once', () => {
    expect(navigation.length).toBeLessThanOrEqual(7);
    expect(new Set(allPages.map(({ to }) => to)).size).toBe(allPages.length);
  });

  it.each([
    ['/console', '工作台', '工作台'],
    ['/console/tasks/0190-1', '工作台', '任务'],
    ['/console/enterprises/0190-1/letter', '企业', '企业名单'],
    ['/console/quality/flags', '数据', '数据疑点'],
    ['/console/rehearsals/0190-1', '评估', '双跑'],
    ['/console/recognition/applications/0190-1', '认定', '申报队列'],
    ['/console/rehearsals/tuning', '评估', '试调门槛'],
  ])('finds the place of %s', (pathname, group, page) => {
    expect(placeOf(pathname)).toMatchObject({ group: { label: group }, page: { label: page } });
  });

  it('knows no place for what it does not list', () => {
    expect([placeOf('/console/nowhere'), placeOf('/console/scoringx')]).toEqual([null, null]);
  });
});
