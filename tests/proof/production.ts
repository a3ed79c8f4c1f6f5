/**
 * Imported first: graphql then leaves out the checks of its own for development, which take a tenth of the time of a proof. Jest gives
 * each test file an environment of its own.
 */
process.env['NODE_ENV'] = 'production';
