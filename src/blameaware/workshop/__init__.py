"""The workshop pack: activities as data, and agendas, cards, slides and pages made from them."""
