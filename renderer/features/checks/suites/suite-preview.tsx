/** A suite as its sentences, before it is used. */
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { expectationCount } from '../check-words.ts';
import classes from './suites.module.css';

export function SuitePreview({ name, sentences }: { name: string; sentences: readonly string[] }): ReactNode {
  return (
    <section className={classes['preview']} aria-label="What the suite says">
      <Title order={3}>{name}</Title>
      <Text size="xs" c="dimmed">
        {expectationCount(sentences.length)}
      </Text>
      <ol className={classes['sentences']}>
        {sentences.map((sentence, index) => (
          <li key={index}>{sentence}</li>
        ))}
      </ol>
    </section>
  );
}
