const PRIMES: readonly bigint[] = [
  3n,
  5n,
  7n,
  11n,
  13n,
  17n,
  19n,
  23n,
  29n,
  31n,
  37n,
  41n,
  43n,
  47n,
  53n,
  59n,
  61n,
  67n,
  71n,
  73n,
  79n,
  83n,
  89n,
  97n,
  101n,
  103n,
  107n,
  109n,
  113n,
  127n,
  131n,
  137n,
  139n,
  149n,
  151n,
  157n,
  163n,
  167n,
];
const GENERATOR = 65537n;

const isPowerOfGenerator = (value: bigint, prime: bigint): boolean => {
  let power = 1n;
  do {
    if (power === value) return true;
    power = (power * GENERATOR) % prime;
  } while (power !== 1n);
  return false;
};

/**
 * Whether an RSA modulus comes from the faulty generator of CVE-2017-15361, whose private keys can be computed: both of its primes,
 * and so their product, are powers of 65537 modulo every small prime. A sound key passes for one about once in 10^8.
 */
export const isRocaModulus = (modulus: bigint): boolean =>
  PRIMES.every((prime) => isPowerOfGenerator(modulus % prime, prime));
