import { useState } from 'react';

/** The value, held back while what it led to before is still being worked on. */
export function useWhenIdle<Value>(value: Value, busy: boolean): Value {
  const [held, setHeld] = useState(value);
  if (!busy && held !== value) setHeld(value);
  return busy ? held : value;
}
