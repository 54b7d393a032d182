/** A function of Athena's SQL: `name(arguments)` as it is called, and in a few words what it gives. */
export type AthenaFunction = { name: string; signature: string; doc: string };

/**
 * The functions of Trino that the engine has and that a person who asks billing data reaches for, one to a line. Names and arguments are those of Trino's
 * documentation, "Functions and operators".
 */
const FUNCTIONS = `
abs(x): the number without its sign
acos(x): the arc cosine, in radians
all_match(array, x -> condition): whether every element fits
any_match(array, x -> condition): whether some element fits
any_value(x): some value of the group that is not null
approx_distinct(x): about how many different values there are
approx_most_frequent(buckets, value, capacity): about the most frequent values, with their counts
approx_percentile(x, share): about the value below which that share (0 to 1) lies
approx_set(x): a HyperLogLog sketch of the values
arbitrary(x): some value of the group that is not null
array_agg(x ORDER BY y): the values of the group as an array
array_distinct(array): the array without repeated elements
array_except(a, b): the elements of a that are not in b
array_intersect(a, b): the elements that are in both
array_join(array, separator, for_null): the elements as text with separators
array_max(array): the greatest element
array_min(array): the least element
array_position(array, x): where x first is, from 1; 0 where it is not
array_remove(array, x): the array without the elements that equal x
array_sort(array, (x, y) -> order): the array in order, nulls last
array_union(a, b): the elements of both, without repetition
arrays_overlap(a, b): whether they have an element in common
asin(x): the arc sine, in radians
at_timezone(timestamp, zone): the same instant in another time zone
atan(x): the arc tangent, in radians
atan2(y, x): the angle of the point (x, y), in radians
avg(x): the mean of the group
bit_count(x, bits): how many bits are set in two's complement
bitwise_and(x, y): the bits that are set in both
bitwise_left_shift(x, bits): the bits moved to the left
bitwise_not(x): every bit turned over
bitwise_or(x, y): the bits that are set in either
bitwise_right_shift(x, bits): the bits moved to the right
bitwise_xor(x, y): the bits that are set in one alone
bool_and(condition): whether it holds for the whole group
bool_or(condition): whether it holds for some of the group
cardinality(x): how many elements an array or map has
cast(x AS type): the value as another type; fails where it cannot be
cbrt(x): the cube root
ceil(x): the next whole number above
ceiling(x): the next whole number above
checksum(x): a checksum of the group, whatever its order
chr(n): the character of that code point
coalesce(a, b): the first argument that is not null
codepoint(text): the code point of a single character
combinations(array, n): all choices of n elements
concat(a, b): texts or arrays one behind the other
concat_ws(separator, a, b): texts with separators; nulls are left out
contains(array, x): whether x is an element
contains_sequence(array, part): whether the elements of part stand in it in a row
corr(y, x): the correlation of two columns
cos(x): the cosine of an angle in radians
cosh(x): the hyperbolic cosine
cosine_similarity(a, b): how alike two sparse vectors are
count(*): how many rows there are
count_if(condition): how many rows fit
covar_pop(y, x): the covariance of the population
covar_samp(y, x): the covariance of the sample
cume_dist(): the share of rows up to this one, in its window
current_timezone(): the time zone of the session
date(x): the date of a text or timestamp
date_add(unit, n, x): n units later: 'day', 'month', 'hour' …
date_diff(unit, from, to): how many whole units lie between
date_format(timestamp, format): text by MySQL's letters, such as '%Y-%m'
date_parse(text, format): a timestamp by MySQL's letters, such as '%Y-%m-%d'
date_trunc(unit, x): the beginning of its day, month, quarter …
day(x): the day of the month
day_of_month(x): the day of the month
day_of_week(x): the day of the week, 1 is Monday
day_of_year(x): the day of the year
degrees(x): an angle of radians in degrees
dense_rank(): the rank in the window, without gaps
dow(x): the day of the week, 1 is Monday
doy(x): the day of the year
e(): Euler's number
element_at(x, key): an element of an array (from 1) or map, or null where there is none
empty_approx_set(): an empty HyperLogLog sketch
every(condition): whether it holds for the whole group
exp(x): e to the power of x
extract(unit FROM x): a field of a date or timestamp
filter(array, x -> condition): the elements that fit
first_value(x): the first value of the window
flatten(array): an array of arrays as one array
floor(x): the next whole number below
format(format, a, b): text by a pattern of Java's, such as '%,.2f'
format_datetime(timestamp, format): text by Joda's letters, such as 'yyyy-MM'
format_number(x): a number with K, M or B
from_base(text, radix): the number that the digits mean
from_base64(text): the bytes that base64 stands for
from_hex(text): the bytes that hexadecimal digits stand for
from_iso8601_date(text): the date of ISO 8601
from_iso8601_timestamp(text): the timestamp of ISO 8601, with its zone
from_unixtime(seconds): the timestamp of so many seconds since 1970
from_utf8(bytes): the text of UTF-8
geometric_mean(x): the geometric mean of the group
greatest(a, b): the greatest argument
grouping(a, b): which columns a row of GROUPING SETS leaves out, as bits
hamming_distance(a, b): in how many places two texts differ
histogram(x): a map from each value to how often there is it
hour(x): the hour of the day
human_readable_seconds(seconds): a duration in words
if(condition, a, b): a where it holds, else b
infinity(): the positive infinity
is_finite(x): whether it is a finite number
is_infinite(x): whether it is infinite
is_json_scalar(json): whether it is a number, text, true, false or null
is_nan(x): whether it is no number
json_array_contains(json, x): whether the array holds x
json_array_get(json, n): the element at n, from 0
json_array_length(json): how many elements the array has
json_exists(json, path): whether the path finds something
json_extract(json, path): what is at a path such as '$.a[0]', as JSON
json_extract_scalar(json, path): what is at a path, as text
json_format(json): JSON as text
json_parse(text): text as JSON
json_query(json, path): what is at a path, as JSON text
json_size(json, path): how many members there are at a path
json_value(json, path): the scalar at a path
kurtosis(x): the excess kurtosis of the group
lag(x, n, otherwise): the value n rows before, in its window
last_day_of_month(x): the last day of its month
last_value(x): the last value of the window
lead(x, n, otherwise): the value n rows behind, in its window
least(a, b): the least argument
length(text): how many characters it has
levenshtein_distance(a, b): how many changes lead from one text to the other
listagg(x, separator) WITHIN GROUP (ORDER BY y): the texts of the group with separators
ln(x): the natural logarithm
log(base, x): the logarithm to a base
log10(x): the logarithm to the base 10
log2(x): the logarithm to the base 2
lower(text): in small letters
lpad(text, size, pad): filled up on the left
ltrim(text): without blanks on the left
luhn_check(digits): whether its check digit is right
map(keys, values): a map from two arrays
map_agg(key, value): the pairs of the group as a map
map_concat(a, b): maps as one; the last value of a key holds
map_entries(map): its pairs as an array of rows
map_filter(map, (k, v) -> condition): the pairs that fit
map_from_entries(array): a map from an array of rows
map_keys(map): its keys as an array
map_union(map): the maps of the group as one
map_values(map): its values as an array
map_zip_with(a, b, (k, x, y) -> value): two maps as one, key by key
max(x): the greatest value of the group
max_by(x, y): the x of the row with the greatest y
md5(bytes): the MD5 digest
merge(sketch): sketches of the group as one
millisecond(x): the milliseconds of the second
min(x): the least value of the group
min_by(x, y): the x of the row with the least y
minute(x): the minute of the hour
mod(x, y): the rest of a division
month(x): the month, 1 to 12
multimap_agg(key, value): a map from each key to an array of its values
multimap_from_entries(array): a map from each key to an array, from rows
nan(): the value that is no number
ngrams(array, n): all runs of n elements
none_match(array, x -> condition): whether no element fits
normalize(text): in Unicode's form NFC
now(): this moment, with its time zone
nth_value(x, n): the nth value of the window
ntile(n): in which of n parts of the window the row lies
nullif(a, b): null where they are equal, else a
numeric_histogram(buckets, x): about how the values are spread, as a map
parse_datetime(text, format): a timestamp by Joda's letters, such as 'yyyy-MM-dd'
parse_duration(text): the interval that '3.5h' means
percent_rank(): the rank in the window, from 0 to 1
pi(): the number pi
position(part IN text): where part begins, from 1; 0 where it does not
pow(x, y): x to the power of y
power(x, y): x to the power of y
quarter(x): the quarter of the year, 1 to 4
radians(x): an angle of degrees in radians
rand(): a random number from 0 to 1
random(n): a random number below n, or from 0 to 1
rank(): the rank in the window, with gaps
reduce(array, start, (s, x) -> s, s -> result): the elements taken together one by one
reduce_agg(x, start, (a, b) -> a, (a, b) -> a): the group taken together one by one
regexp_count(text, pattern): how often the pattern is found
regexp_extract(text, pattern, group): what the pattern finds first
regexp_extract_all(text, pattern, group): all that the pattern finds, as an array
regexp_like(text, pattern): whether the pattern is found somewhere in it
regexp_position(text, pattern): where the pattern is found first, from 1; -1 where it is not
regexp_replace(text, pattern, by): what the pattern finds replaced; $1 is its first group
regexp_split(text, pattern): the parts between what the pattern finds
regr_intercept(y, x): where the line of least squares meets the axis
regr_slope(y, x): the slope of the line of least squares
repeat(x, n): an array of x, n times
replace(text, part, by): every occurrence replaced
reverse(x): a text or array from its end
round(x, digits): rounded, half away from zero
row_number(): the number of the row in its window, from 1
rpad(text, size, pad): filled up on the right
rtrim(text): without blanks on the right
second(x): the second of the minute
sequence(from, to, step): an array of numbers or dates in equal steps
sha1(bytes): the SHA-1 digest
sha256(bytes): the SHA-256 digest
sha512(bytes): the SHA-512 digest
shuffle(array): the array in random order
sign(x): -1, 0 or 1
sin(x): the sine of an angle in radians
sinh(x): the hyperbolic sine
skewness(x): the skewness of the group
slice(array, start, length): a part of an array, from 1; below 0 from its end
soundex(text): how it sounds in English, as a code
split(text, separator, limit): its parts as an array
split_part(text, separator, n): the nth part, from 1
split_to_map(text, entries, keys): a map of text such as 'a=1,b=2'
split_to_multimap(text, entries, keys): the same where keys repeat
sqrt(x): the square root
starts_with(text, beginning): whether it begins so
stddev(x): the standard deviation of the sample
stddev_pop(x): the standard deviation of the population
stddev_samp(x): the standard deviation of the sample
strpos(text, part, n): where part begins the nth time, from 1; 0 where it does not
substr(text, start, length): a part of a text, from 1; below 0 from its end
substring(text, start, length): a part of a text, from 1; below 0 from its end
sum(x): the sum of the group
tan(x): the tangent of an angle in radians
tanh(x): the hyperbolic tangent
timezone_hour(timestamp): the hours of its offset from UTC
timezone_minute(timestamp): the minutes of its offset from UTC
to_base(x, radix): a number in digits of that base
to_base64(bytes): bytes as base64
to_hex(bytes): bytes in hexadecimal digits
to_iso8601(x): a date or timestamp as ISO 8601
to_milliseconds(interval): an interval in milliseconds
to_unixtime(timestamp): the seconds since 1970
to_utf8(text): the bytes of a text in UTF-8
transform(array, x -> y): every element changed
transform_keys(map, (k, v) -> key): every key changed
transform_values(map, (k, v) -> value): every value changed
translate(text, from, to): characters replaced one by one
trim(text): without blanks on both sides
trim_array(array, n): the array without its last n elements
truncate(x): the number without what is behind the point
try(x): null where computing x fails
try_cast(x AS type): the value as another type, or null where it cannot be
typeof(x): the name of its type
unnest(array): the elements as rows; stands in FROM
upper(text): in capital letters
url_decode(text): a text whose %XX are characters again
url_encode(text): a text whose special characters are %XX
url_extract_fragment(url): what stands behind #
url_extract_host(url): the host
url_extract_parameter(url, name): the value of a parameter
url_extract_path(url): the path
url_extract_port(url): the port
url_extract_protocol(url): the protocol
url_extract_query(url): what stands behind ?
uuid(): a random UUID
var_pop(x): the variance of the population
var_samp(x): the variance of the sample
variance(x): the variance of the sample
week(x): the ISO week of the year
week_of_year(x): the ISO week of the year
width_bucket(x, low, high, n): in which of n equal parts x lies
with_timezone(timestamp, zone): a timestamp that is meant in that zone
word_stem(word): the stem of an English word
xxhash64(bytes): the xxHash64 digest
year(x): the year
year_of_week(x): the year of its ISO week
yow(x): the year of its ISO week
zip(a, b): arrays side by side, as an array of rows
zip_with(a, b, (x, y) -> z): two arrays as one, element by element
`;

export const athenaFunctions: readonly AthenaFunction[] = FUNCTIONS.trim()
  .split('\n')
  .map((line) => {
    const colon = line.indexOf('): ') + 1;
    const signature = line.slice(0, colon);
    return { name: signature.slice(0, signature.indexOf('(')), signature, doc: `${line.slice(colon + 2)}.` };
  });
