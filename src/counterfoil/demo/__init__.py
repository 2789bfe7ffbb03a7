"""A sample firm: an invented Australian practice with fourteen months of books, the same for the same day every time.

`tell` invents the story as plain data; `build` enters it through the ordinary actions. All names are made up, but for
the authorities that a firm in Sydney pays; any likeness is chance.
"""
