import { isPurpose } from '@tidu/criteria';
import { isDay, shanghaiDay } from '@tidu/kernel';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { Check } from './Check';
import { Chooser } from './Chooser';
import { findStandards } from './choose';
import { noAnswers } from './answers';
import { useOpenStandard, useOpenStandards } from './self-check.queries';
import { isTitle, titlesOf } from './titles';
import './self-check.css';

const route = getRouteApi('/portal/self-check');

/** 免登录自测: what an enterprise can find out by itself, without an account and without telling anybody. */
export function SelfCheckPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: standards, error, refetch } = useOpenStandards();
  const [answers, setAnswers] = useState(noAnswers);
  const [today] = useState(() => shanghaiDay(Date.now()));
  useLeaveWarning(Object.values(answers.texts).some((text) => text !== ''));

  const titles = titlesOf(standards ?? []);
  const title = isTitle(search.title) && titles.includes(search.title) ? search.title : undefined;
  const purpose = search.purpose !== undefined && isPurpose(search.purpose) ? search.purpose : 'application';
  const day = search.day !== undefined && isDay(search.day) ? search.day : today;
  const found = title && standards ? findStandards(standards, { title, purpose, day }) : undefined;
  const [only] = found?.candidates ?? [];
  const chosen =
    found?.candidates.length === 1 ? only : found?.candidates.find((candidate) => candidate.id === search.standard);
  const choose = (next: Partial<typeof search>) =>
    void navigate({
      search: { title, purpose, day, standard: chosen?.id, ...next },
      replace: true,
      resetScroll: false,
    });

  return (
    <>
      <div className="no-print">
        <PageHead
          title="企业自测"
          lead={
            <>
              选一个称号，回答它要问的问题，随填随看离标准还有多远。不用登录。
              <strong>您填的内容只在这个页面里算，不保存、不上传；关闭或刷新页面就没有了</strong>
              ，要留存请打印或存成文件。
            </>
          }
        />
      </div>
      {error && <ProblemView error={error} retry={() => void refetch()} />}
      {!standards && !error && <Loading what="正在读取标准" />}
      {standards && (
        <Chooser titles={titles} wish={{ title, purpose, day }} found={found} chosen={chosen} onChoose={choose} />
      )}
      {chosen && (
        <CheckOf key={chosen.id} id={chosen.id} purpose={purpose} day={day} answers={answers} onAnswers={setAnswers} />
      )}
    </>
  );
}

type CheckOfProps = Omit<Parameters<typeof Check>[0], 'evaluator' | 'costs'> & { id: string };

function CheckOf({ id, ...rest }: CheckOfProps) {
  const { data: standard, error, refetch } = useOpenStandard(id);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!standard) return <Loading what="正在读取标准的条款" />;
  return <Check {...standard} {...rest} />;
}

/** Asks before the page with its answers is closed: they are nowhere else. */
function useLeaveWarning(filled: boolean): void {
  useEffect(() => {
    if (!filled) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [filled]);
}
