/** The mark of the house and its name. */
export function Brand() {
  return (
    <>
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
        <path d="M4 26h6v-6h6v-6h6V8h6" fill="none" stroke="currentColor" strokeWidth="3.2" strokeLinejoin="round" />
      </svg>
      <span>梯度</span>
    </>
  );
}
