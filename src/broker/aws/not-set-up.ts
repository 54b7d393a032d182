/** AWS is not set up: what to say to whoever asks. */
export const NOT_SET_UP =
  'AWS is not set up here: whoever hosts the page names it in sandbank.config.json, or set it up in Settings.';
