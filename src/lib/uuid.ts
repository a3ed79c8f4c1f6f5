const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Has the text the form of an id of the hub? */
export const isUuid = (text: string): boolean => UUID.test(text);
