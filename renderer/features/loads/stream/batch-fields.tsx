/** When a batch is closed. */
import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormSection } from './form-section.tsx';
import type { FormPart } from './stream-form.tsx';

export function BatchFields({ draft, problems, set }: FormPart): ReactNode {
  return (
    <FormSection title="Batches">
      <NumberInput
        label="A batch has at most"
        suffix=" messages"
        thousandSeparator=","
        min={1}
        max={100_000}
        clampBehavior="none"
        allowDecimal={false}
        value={draft.batchSize}
        error={problems.batchSize}
        onChange={(value) => set({ batchSize: numberOf(value) })}
      />
      <NumberInput
        label="Or closes after its first message by"
        suffix=" ms"
        thousandSeparator=","
        min={10}
        max={600_000}
        step={100}
        clampBehavior="none"
        allowDecimal={false}
        value={draft.batchMs}
        error={problems.batchMs}
        onChange={(value) => set({ batchMs: numberOf(value) })}
      />
    </FormSection>
  );
}

/** Text while it is being typed and is no number yet. */
const numberOf = (value: number | string): number | '' =>
  typeof value === 'number' ? value : value === '' || !Number.isFinite(Number(value)) ? '' : Number(value);
