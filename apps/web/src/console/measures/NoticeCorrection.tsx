import { CorrectionForm } from '../../shared/notices/CorrectionForm';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { useCorrectResults, useNoticeToCorrect } from './measures.queries';

interface NoticeCorrectionProps {
  id: string;
  /** Least number of working days. */
  least: number;
  close: () => void;
}

/** Puts a notice of results right: another one is published, the former stays and says so. */
export function NoticeCorrection({ id, ...rest }: NoticeCorrectionProps) {
  const { data, error, refetch } = useNoticeToCorrect(id);
  const correcting = useCorrectResults(id);
  if (error) return <ProblemView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading what="正在读取公示" />;
  return (
    <CorrectionForm
      {...{ notice: data, sending: correcting, ...rest }}
      listField="names"
      listHint="金额、代码、地区出自办理和登记，不在这里改；没有写错的不选。"
    />
  );
}
