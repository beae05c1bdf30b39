import { useId, type ReactNode } from 'react';
import classes from './stream-form.module.css';

export function FormSection({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={classes['section']}>
      <h2 id={heading}>{title}</h2>
      <div className={classes['fields']}>{children}</div>
    </section>
  );
}
