/** An event whose default can be prevented. */
export interface Preventable {
  defaultPrevented: boolean;
  preventDefault: () => void;
}

export function preventable(): Preventable {
  const event = {
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
}
