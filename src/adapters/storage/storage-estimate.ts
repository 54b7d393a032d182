export type StorageEstimateBytes = { usage_bytes: number; quota_bytes: number };

/**
 * What this origin uses of what the browser gives it; zeros where the browser does not say (an insecure context has no
 * `navigator.storage`). Chromium names a quota larger than the disk may hold.
 */
export async function estimateStorage(): Promise<StorageEstimateBytes> {
  const manager: StorageManager | undefined = navigator.storage;
  try {
    const { usage = 0, quota = 0 } = (await manager?.estimate()) ?? {};
    return { usage_bytes: usage, quota_bytes: quota };
  } catch (error) {
    // Refused in an opaque origin and in some private modes: the figures are unknown, which is no failure of what asked for them.
    if (error instanceof TypeError || error instanceof DOMException) return { usage_bytes: 0, quota_bytes: 0 };
    throw error;
  }
}

export async function isPersisted(): Promise<boolean> {
  const manager: StorageManager | undefined = navigator.storage;
  return (await manager?.persisted?.()) ?? false;
}

export async function requestPersistence(): Promise<boolean> {
  const manager: StorageManager | undefined = navigator.storage;
  return (await manager?.persist?.()) ?? false;
}
