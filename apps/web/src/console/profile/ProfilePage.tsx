import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { useMay } from '../../shared/session/session';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { type Profile, useProfile } from './profile.queries';
import { ProfileForm } from './ProfileForm';
import './profile.css';

/** Whose register this is: the first thing to be written down, and changed later with a reason. */
export function ProfilePage() {
  const { data: profile, error, refetch } = useProfile();
  const may = useMay();
  const [isFirst, setFirst] = useState(false);
  if (profile === null && !isFirst) setFirst(true);
  return (
    <>
      <PageHead title="本区档案" lead="这是哪个区县、哪个部门的登记簿：写在页面、导出文件和信函上。" />
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : profile === undefined ? (
        <Loading what="正在读取本区档案" />
      ) : (
        <div className="profile">
          {profile === null && (
            <Alert
              type="info"
              showIcon
              title={
                may('reference.profile')
                  ? '请写下本区是谁。授权时会首先提供这里的行政区划；以后可以改，改动有记录。'
                  : '还没有填写，由系统管理员来填。'
              }
            />
          )}
          {profile && isFirst && (
            <Alert
              type="success"
              showIcon
              title="首次设置好了"
              description={
                <>
                  下一步：<Link to="/console/persons">给同事建账号</Link>，再由安全管理员授予角色和范围。
                </>
              }
            />
          )}
          {profile !== null && !may('reference.profile') && <Facts profile={profile} />}
          {may('reference.profile') && <ProfileForm key={profile?.version ?? 0} profile={profile} />}
          {profile !== null && (
            <p className="quiet">
              {profile.changedByName} {formatInstant(profile.changedAt)} 填写：{profile.reason}（第 {profile.version}{' '}
              版）
            </p>
          )}
        </div>
      )}
    </>
  );
}

function Facts({ profile }: { profile: Profile }) {
  const rows = [
    ['区县名称', profile.name],
    ['行政区划', profile.regionCode],
    ['主管部门', profile.bureau],
    ['市级主管部门', profile.cityDepartment ?? '没有写'],
    ['省级主管部门', profile.provinceDepartment ?? '没有写'],
  ] as const;
  return (
    <section className="panel" aria-label="本区档案">
      <dl className="facts-list">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
