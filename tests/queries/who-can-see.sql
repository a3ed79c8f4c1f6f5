-- 1
select sectors_at($1, $2) as facts;
