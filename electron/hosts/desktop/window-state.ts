/** Where the window stood when it was last closed, as far as there is still a display there. */
import { z } from 'zod';

const areaSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
export type Area = z.infer<typeof areaSchema>;
type Size = Pick<Area, 'width' | 'height'>;

export const windowStateSchema = z.object({ bounds: areaSchema, maximised: z.boolean() });
export type WindowState = z.infer<typeof windowStateSchema>;

/** Without a position the window opens in the middle of the primary display. */
export interface Placement {
  readonly bounds: Area | Size;
  readonly maximised: boolean;
}

const comfortable = { width: 1440, height: 900 };

/** How much of the window must be on a display for somebody to be able to take hold of it. */
const gripWidth = 120;
const gripHeight = 40;

/** `areas` are the displays' work areas, the primary one first. */
export function placeWindow(kept: WindowState | undefined, areas: readonly Area[]): Placement {
  if (kept === undefined) return { bounds: shrink(comfortable, areas[0]), maximised: false };
  const { bounds, maximised } = kept;
  const area = areas.find((candidate) => isReachable(bounds, candidate));
  // The display it stood on has gone.
  if (area === undefined) return { bounds: shrink(bounds, areas[0]), maximised };
  return { bounds: { x: bounds.x, y: bounds.y, ...shrink(bounds, area) }, maximised };
}

function shrink({ width, height }: Size, area: Size = { width, height }): Size {
  return { width: Math.min(width, area.width), height: Math.min(height, area.height) };
}

function isReachable(window: Area, area: Area): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const titleBar = window.y >= area.y && window.y + gripHeight <= area.y + area.height;
  return width >= Math.min(gripWidth, window.width) && titleBar;
}
