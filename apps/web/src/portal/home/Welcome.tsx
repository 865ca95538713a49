import { Link } from '@tanstack/react-router';
import type { Session } from '../../shared/session/session';
import { PageHead } from '../../shared/ui/PageHead';

/** What an enterprise can do here before anybody has signed in. */
export function Welcome({ session }: { session: Session | null }) {
  const isStaff = session !== null && session.duty !== 'member';
  return (
    <>
      <PageHead title="企业服务" lead="登记信息、年度数据填报和自测。" />
      <div className="portal-doors">
        {isStaff ? (
          <section className="panel">
            <h2>您登录的是工作人员账号</h2>
            <p>
              企业的填报由企业自己的人来做；办理业务请到 <Link to="/console">工作台</Link>。
            </p>
          </section>
        ) : (
          <>
            <section className="panel">
              <h2>登录</h2>
              <p>
                <Link to="/sign-in" search={{ to: '/portal' }}>
                  登录后填报年度数据
                </Link>
              </p>
              <p className="quiet">忘了口令请联系工信局，核实后重新发链接。</p>
            </section>
            <section className="panel">
              <h2>第一次来</h2>
              <p>
                <Link to="/portal/register">注册企业账号</Link>
              </p>
              <p className="quiet">
                用统一社会信用代码注册，再用盖章的授权书或口令函证明。已有管理员的企业请管理员发邀请更快。
              </p>
            </section>
          </>
        )}
        <section className="panel">
          <h2>免登录自测</h2>
          <p>
            <Link to="/portal/self-check">看看够不够条件</Link>
          </p>
          <p className="quiet">所填的不保存、不上传。</p>
        </section>
      </div>
    </>
  );
}
