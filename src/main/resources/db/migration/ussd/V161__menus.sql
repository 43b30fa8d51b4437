-- Which menus the answers were typed below: in others the same digit may lead elsewhere. Of dialogues
-- before this nobody knows; they begin again at the first menu.
ALTER TABLE ussd.dialogue ADD COLUMN menus text NOT NULL DEFAULT '';

COMMENT ON COLUMN ussd.dialogue.menus IS 'edition of the menus below which the answers were typed';
