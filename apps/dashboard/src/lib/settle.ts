import { ApiFault } from './api-fault';

/** A part of a page, or the fault that kept it from being read: the other parts are shown all the same. */
export async function settle<Value>(reading: Promise<Value>): Promise<Value | ApiFault> {
  try {
    return await reading;
  } catch (error) {
    // A way to the sign-in page, and what is not there, are no faults.
    if (error instanceof ApiFault) return error;
    throw error;
  }
}
