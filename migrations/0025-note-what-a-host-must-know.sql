-- Why: whoever serves somebody must know as well that they cannot climb stairs, walk on crutches or bring medicine that is
-- kept cold. Of calls that are stored already these are noted when a transcript comes again.

CREATE OR REPLACE FUNCTION need_cues() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'allerg\w*|anaphyla\w*|epi[ -]?pens?|intoleran\w*|vegans?|vegetarians?|pescatarians?|gluten|dairy|lactose|halal|kosher'
      || '|co?eliacs?|diabet\w*|asthma\w*|epilep\w*|(nut|peanut|shellfish|sesame|egg)[ -]free|dietary|wheel ?chairs?|accessib\w*'
      || '|hard of hearing|deaf|blind|pregnant|no (nuts|peanuts|shellfish|sesame|seafood|shrimp|eggs?|pork|alcohol|meat|beef|fish)'
      || '|(can[''’]?t|can ?not) (really |even )?(eat|have|drink|tolerate|be near)'
      || '|(do|does|did|wo|must|should)(n[''’]?t| not) (eat|drink|tolerate)|must(n[''’]?t| not) have|(never|not allowed to|unable to) (eat|drink)s?'
      || '|in a chair (now|since)|step[ -]free|crutch(es)?|walking (frame|stick)s?|zimmer|(on|has|got|with|uses) (a|the|his|her) walker|mobility scooters?'
      || '|(bad|dodgy|gammy|weak) (knees?|hips?|back|legs?|foot|feet|ankles?|heart)'
      || '|((ca|do|does|wo)n[''’]?t|can ?not|not (great|good|able to)|struggles?|trouble) (do |manage |climb |use |take |on |with |at )?(the |any )?(stairs|steps|stools?)'
      || '|(can[''’]?t|can ?not) (walk|stand) (far|long|for|up)'
      || '|insulin|oxygen|pacemakers?|seizures?|heart condition|medicines?|medication|autis\w+|dementia|alzheimer\w*|parkinson\w*'
      || '|sign language|interpreters?|(guide|service|assistance) dogs?'
$$;

-- Whoever changes an expression changes these with it; a test compares.
CREATE OR REPLACE FUNCTION statement_cues() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY['allerg', 'anaphyla', 'epi', 'tolera', 'vega', 'tarian', 'gluten', 'dairy', 'lactose', 'halal', 'kosher', 'eliac',
    'diabet', 'asthma', 'free', 'diet', 'wheel', 'accessib', 'hearing', 'deaf', 'blind', 'pregnant', 'nuts', 'fish', 'sesame',
    'seafood', 'shrimp', 'no egg', 'pork', 'alcohol', 'meat', 'beef', 'can''t', 'can’t', 'cant ', 'cannot', 'can not', ' eat',
    ' drink', 't have', 'prefer', 'high chair', 'favo', ' budget', ' always', ' usually', ' never', ' hate', ' dislike', ' rather',
    'call me', 'text me', 'mail me', 'reach me', 'not a fan', 'love', 'like the', 'like your', 'like that', 'like when',
    'like it', 'liked ', 'enjoy', 'food', 'ingredient', 'special ', 'anything', 'll ', 'going to ',
    'in a chair', 'crutch', 'walking ', 'zimmer', ' walker', 'mobility', 'bad ', 'dodgy ', 'gammy ', 'weak ', 'stairs', 'step',
    'stool', 'insulin', 'oxygen', 'pacemaker', 'seizure', 'heart condition', 'medic', 'autis', 'dementia', 'alzheimer',
    'parkinson', 'sign language', 'interpreter', 'guide dog', 'service dog', 'assistance dog']
$$;
