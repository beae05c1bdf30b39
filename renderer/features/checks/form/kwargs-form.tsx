/** The inputs for an expectation's kwargs: what it cannot do without first, the rest folded away until asked for. */
import { Button, Collapse, Stack } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../../../electron/contract/check.ts';
import { KwargInput } from './kwarg-input.tsx';
import type { Field } from './kwargs-fields.ts';

interface KwargsFormProps {
  readonly fields: readonly Field[];
  readonly kwargs: JsonObject;
  readonly columns: readonly string[];
  /** By kwarg; shown at once for what is wrong, and after `showMissing` for what is missing. */
  readonly problems: Readonly<Record<string, string>>;
  readonly showMissing: boolean;
  readonly onChange: (name: string, value: JsonValue | undefined) => void;
  /** What a text that is no JSON holds is not known: the form cannot be tried meanwhile. */
  readonly onUnreadable: (name: string, unreadable: boolean) => void;
}

export function KwargsForm({
  fields,
  kwargs,
  columns,
  problems,
  showMissing,
  onChange,
  onUnreadable,
}: KwargsFormProps): ReactNode {
  const folded = fields.filter(({ foremost }) => !foremost);
  const [unfolded, setUnfolded] = useState(folded.some(({ name }) => kwargs[name] !== undefined));
  const foldId = useId();
  const draw = (field: Field): ReactNode => (
    <KwargInput
      key={field.name}
      field={field}
      value={kwargs[field.name]}
      columns={columns}
      problem={kwargs[field.name] === undefined && !showMissing ? null : (problems[field.name] ?? null)}
      onChange={(value) => onChange(field.name, value)}
      onUnreadable={(unreadable) => onUnreadable(field.name, unreadable)}
    />
  );
  return (
    <Stack gap="sm">
      {fields.filter(({ foremost }) => foremost).map(draw)}
      {folded.length > 0 && (
        <div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            aria-expanded={unfolded}
            aria-controls={foldId}
            leftSection={unfolded ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            onClick={() => setUnfolded(!unfolded)}
          >
            More options ({folded.length})
          </Button>
          <Collapse expanded={unfolded} id={foldId} transitionDuration={0}>
            <Stack gap="sm" mt="xs">
              {folded.map(draw)}
            </Stack>
          </Collapse>
        </div>
      )}
    </Stack>
  );
}
