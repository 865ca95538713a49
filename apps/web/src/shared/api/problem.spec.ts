import { asProblem, ApiProblem, readProblem } from './problem';

describe('readProblem', () => {
  it('keeps what the server said, with the places of the mistakes', () => {
    const problem = readProblem(400, {
      title: '输入有误',
      detail: 'limit：太大。',
      code: 'PLATFORM.INVALID',
      requestId: 'r-1',
      errors: [{ where: { field: 'limit' }, code: 'PLATFORM.MAX', message: 'limit：太大。' }],
    });
    expect(problem).toMatchObject({ status: 400, title: '输入有误', code: 'PLATFORM.INVALID', requestId: 'r-1' });
    expect(problem.errors[0]?.where?.field).toBe('limit');
    expect(problem.message).toBe('limit：太大。');
  });

  it.each([undefined, null, '<html>502</html>', { detail: 5, errors: 'none' }])(
    'says the status when %j says nothing',
    (body) => {
      const problem = readProblem(502, body);
      expect(problem.detail).toContain('502');
      expect(problem.code).toBe('HTTP.502');
      expect(problem.errors).toEqual([]);
    },
  );
});

describe('asProblem', () => {
  it('leaves a problem as it is', () => {
    const problem = new ApiProblem(404, '没有找到', '没有这家企业。', 'ENTERPRISES.NOT_FOUND', 'r-2');
    expect(asProblem(problem)).toBe(problem);
  });

  it('tells a dead connection from a broken page', () => {
    expect(asProblem(new TypeError('Failed to fetch')).code).toBe('WEB.NETWORK');
    expect(asProblem(new Error('boom'))).toMatchObject({
      code: 'WEB.UNEXPECTED',
      detail: expect.stringContaining('boom'),
    });
    expect(asProblem('text').detail).toContain('text');
  });
});
