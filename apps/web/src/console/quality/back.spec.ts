import { readWayBack, wayBack } from './back';

describe('the way back to a work list', () => {
  it('keeps list, filters and page', () => {
    const back = wayBack({
      pathname: '/console/quality/flags',
      searchStr: '?check=rd-staff&q=%E6%B3%B5%E4%B8%9A&page=2',
    });
    expect(back).toBe('flags?check=rd-staff&q=%E6%B3%B5%E4%B8%9A&page=2');
    expect(readWayBack(back)).toEqual({
      to: '/console/quality/flags',
      search: { check: 'rd-staff', q: '泵业', page: '2' },
      label: '数据疑点',
    });
    const id = '01964e30-8b1e-7000-8000-000000000001';
    const gaps = wayBack({ pathname: `/console/yearly-rankings/definitions/${id}`, searchStr: '?gaps=missing' });
    expect(readWayBack(gaps)).toEqual({
      ...{ definition: id, search: { gaps: 'missing' }, label: '数据缺口' },
    });
    expect(readWayBack('waiting')).toMatchObject({ label: '等待判断', search: {} });
  });

  it('leads nowhere else', () => {
    expect(wayBack({ pathname: '/console/enterprises', searchStr: '?q=a' })).toBeUndefined();
    for (const text of [
      undefined,
      '',
      '//evil.example',
      'javascript:alert(1)',
      'constructor',
      'flags/../x',
      'gaps/../x',
      'gaps/new',
    ])
      expect(readWayBack(text)).toBeNull();
  });
});
