import { pointsText } from '@tidu/criteria';
import { Link } from '@tanstack/react-router';
import { formatInstant } from '../../../shared/format/times';
import type { Column } from '../../../shared/ui/columns';
import { Outcome } from '../../../shared/ui/Outcome';
import { EnterpriseCell } from '../../enterprises/EnterpriseCell';
import type { PreRunRow } from './invitations.queries';

const channelWords: Readonly<Record<string, string>> = {
  ...{ portal: '企业服务', letter: '信函', folder: '本单位程序', mail: '邮件', sms: '短信' },
};
const stateWords: Readonly<Record<string, string>> = {
  ...{ waiting: '待发', sent: '已发', bounced: '没有送达', dropped: '不再发' },
};

export const columns: Column<PreRunRow>[] = [
  {
    key: 'name',
    title: '企业',
    lead: true,
    render: ({ enterpriseId, name, creditCode, regionName }) => (
      <EnterpriseCell id={enterpriseId} name={name} creditCode={creditCode} more={regionName} />
    ),
  },
  {
    key: 'outcome',
    title: '预演结果',
    render: ({ outcome, points, unknown }) => (
      <>
        <Outcome outcome={outcome} /> {points && <b className="number">{pointsText(points)}</b>}
        {unknown > 0 && <div className="quiet">缺 {unknown} 条数据</div>}
      </>
    ),
  },
  {
    key: 'near',
    title: '差几步',
    render: ({ steps }) =>
      steps === null ? <span className="quiet">没有建议</span> : steps === 0 ? '不差' : `${steps} 步`,
  },
  {
    key: 'contact',
    title: '联系方式',
    render: ({ phone, mail, contactTask }) => (
      <>
        {phone || mail ? [phone && '电话', mail && '邮箱'].filter(Boolean).join('、') : <b>没有能用的</b>}
        {contactTask && (
          <div>
            <Link to="/console/tasks/$id" params={{ id: contactTask.id }}>
              {contactTask.ownerName}在核实，{contactTask.dueOn} 前
            </Link>
          </div>
        )}
      </>
    ),
  },
  {
    key: 'invited',
    title: '邀请',
    render: ({ applied, invitedAt, invitedByName, deliveries }) => (
      <>
        {invitedAt === null ? '还没有邀请' : `${formatInstant(invitedAt)} ${invitedByName ?? ''}`}
        {applied && <div className="quiet">已开始申报</div>}
        {deliveries.map(({ channel, state }) => (
          <div key={channel} className={state === 'bounced' ? 'recognition__warning' : 'quiet'}>
            {channelWords[channel] ?? channel}：{stateWords[state] ?? state}
          </div>
        ))}
      </>
    ),
  },
];
