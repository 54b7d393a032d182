/**
 * What an AWS operation takes and answers, by the API's own member names: plain values, and besides them dates and bytes. A streaming
 * body is its bytes. What was not set is not there.
 */
export type AwsValue =
  | null
  | boolean
  | number
  | string
  | Date
  | Uint8Array<ArrayBuffer>
  | AwsValue[]
  | { [member: string]: AwsValue };

export type AwsObject = { [member: string]: AwsValue };
