"""``recsim workshop``: a page on which people move levers and see at once what would happen."""
