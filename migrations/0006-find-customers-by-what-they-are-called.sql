-- Why: a caller whose number nobody holds may say a name we know; whom that could be is looked up among all customers.

CREATE FUNCTION name_words(name text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_split_to_array(fold_name(name), '[^[:alnum:]'']+');

CREATE INDEX idx_customers_name_words ON bookings.customers USING gin (name_words(name));
