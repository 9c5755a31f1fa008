-- The rule about password sprays looks for slow ones too, so that one attack is told once: the rule that an install began
-- with for them is off, and its own changes to the other one stay.
update "alert_rules" set "enabled" = false where "default_key" = 'Slow password spray';
