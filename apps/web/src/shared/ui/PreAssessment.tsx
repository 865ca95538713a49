/** Said wherever a result is shown: ours is never the recognition itself. */
export function PreAssessment() {
  return <span className="pre-assessment">预评估，非认定</span>;
}
