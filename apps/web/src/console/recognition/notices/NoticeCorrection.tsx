import { CorrectionForm } from '../../../shared/notices/CorrectionForm';
import { Loading } from '../../../shared/ui/Loading';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { useCorrect, useNoticeToCorrect } from './notices.queries';

interface NoticeCorrectionProps {
  id: string;
  /** Least number of working days, and until when they last from today on. */
  least: number;
  leastClosesOn: string;
  close: () => void;
}

/** Puts a public notice right: another one is published, the former stays and says so. */
export function NoticeCorrection({ id, ...rest }: NoticeCorrectionProps) {
  const { data, error, refetch } = useNoticeToCorrect(id);
  const correcting = useCorrect(id);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取公示" />;
  return (
    <CorrectionForm
      {...{ notice: data, sending: correcting, ...rest }}
      listField="corrections"
      listHint="只改名称的写法，没有写错的不选；代码、地区出自登记，在企业档案里改。不该列名的，按异议办理。"
    />
  );
}
